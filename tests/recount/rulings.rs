//! Readings of METRICS.md that it leaves open. Each is one switch, so that a ruling can be changed in one place.

/// Days after a loss within which a push or a beginning answers it.
pub const ANSWER_DAYS: i64 = 3;
/// Days that make a spell stable, both ends counted.
pub const STABLE_DAYS: i64 = 90;
/// A loss that ended no spell does not count as 返乡回流 either.
pub const CAME_BACK_NEEDS_A_SPELL: bool = true;
/// Coming home to stay takes somebody off the list of those awaited.
pub const STAY_ENDS_WAITING: bool = true;
/// A roster that names another employer and no start: the new opening spell begins on its date (else: unknown).
pub const SWITCH_BEGINS_AS_OF: bool = false;
/// A roster that names the start of a running spell whose start is unknown fills it in.
pub const ROSTER_FILLS_START: bool = true;
/// A beginning with the employer of the running spell brings its wage, place and channel up to date.
pub const CONTINUING_REFRESHES: bool = true;
/// 意愿未核 and 未签字 count those who are willing but not employed (else: employed people too).
pub const UNASKED_ARE_NOT_EMPLOYED: bool = true;
/// A wish "unknown" is as good as never asked.
pub const UNKNOWN_IS_UNASKED: bool = true;
/// A certificate that a roster brings is no flow.
pub const ROSTER_CERTIFICATES_COUNT: bool = false;
