# Screen 5: the wall chart.
wallchart-all = All
wallchart-sum-head = Done/target
wallchart-gap-head = Gap
wallchart-full = done
wallchart-none = nothing due
wallchart-of-best = no target: held against the best day
wallchart-without = { $metric } (no target)
wallchart-which = Which figure
wallchart-cell = { $village }, { $day }: done { $done } of { $quota } { $unit } ({ $rate }%)
wallchart-cell-done = { $village }, { $day }: done { $done } { $unit }
wallchart-cell-none = { $village }, { $day }: nothing due, nothing recorded
wallchart-run = { $metric }: progress and forecast
wallchart-done = done
wallchart-plan = plan
wallchart-forecast = forecast
wallchart-sum = { $done } { $unit } so far, { $pace } a day over the last 7
wallchart-no-target = Without a target there is no plan and no forecast; settings take one
wallchart-stands = { $done } of { $target } { $unit }, { $rate }%
wallchart-deadline = { $days ->
    [one] Deadline { $day }, 1 working day left
   *[other] Deadline { $day }, { $days } working days left
 }
wallchart-reached = Reached { $day }
wallchart-late = { $days ->
    [one] Expected { $day }, 1 day late
   *[other] Expected { $day }, { $days } days late
 }
wallchart-in-time = Expected { $day }, in time
wallchart-never = Not reached at the present pace
wallchart-needed = To catch up: { $needed } a day (now { $pace })
wallchart-behind = Furthest behind: { $villages }
wallchart-empty = Nothing for the wall yet: it fills once there are targets, or a few days are recorded
