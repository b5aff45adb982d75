# The words of the field in English: `<Enum>-<key>`, one for each member of each vocabulary! and of the metric table.
# Their Chinese stands in code (`zh()`); `name()` gives the word in the language of the process. tests/locales.rs fails
# on a member without a word here, and on a word without a member.
#
# Glossary. One word for one thing, in every message, heading and help text:
#
#   账本 book · 记录 entry · 批 batch · 校验值 hash · 设备 device · 数据包 bundle · 合并 merge · 撤销 withdraw, withdrawal
#   封账 seal, sealed · 更正 correction · 补录 late entry · 对账 reconciliation, check (one of them) · 核验 verify
#   疑点 doubtful point · 口径 definitions · 业务日 business day · 截至 as of · 截止 cut-off
#   战报 battle report · 指标 figure · 今日 today · 累计 cumulative · 任务, 今日任务 quota, today's quota · 目标 target
#   完成率 rate · 较上期 change since the last report · 近7日日均 pace (daily, last 7 working days) · 预计完成 expected finish
#   倒排工期 back-schedule · 分解差额 difference of shares · 存量 stock · 专项行动 campaign · 百分点 percentage point
#   乡镇 township · 村(社区) village · 组 group · 区划 region tree, region code · 辖区 area · 未归村 no village
#   名册 roster · 表头 header · 列 column · 退回 rejected (rows) · 导入备注 import note · 导入 import · 导出 export
#   户 household · 户主 head of household · 户编号 household number · 证件号码 ID number · 人编号 person number
#   脱贫户(非监测) household lifted out of poverty (not monitored) · 脱贫不稳定 lifted, unstable · 边缘易致贫 household on the margin
#   突发严重困难 household in sudden hardship · 一般户 ordinary household · 监测对象 monitored household
#   易地搬迁 relocated · 低保 subsistence allowance · 低收入 low income · 特困 destitute · 包保联系人 contact cadre · 网格员 grid officer
#   零就业家庭 zero-employment household · 清零 cleared · 劳动力 labour force · 劳动能力 labour capacity
#   就业意愿 wish to work · 有就业意愿 willing to work · 无就业意愿 no wish to work · 意愿未核 wish never asked · 未签字 unsigned
#   已就业 employed · 超龄务工 working beyond labour age · 务工 work, working · 务工经历 spell of work · 应返岗 due to return
#   返岗 return to work · 未返岗 not yet returned · 返乡 came home · 返乡回流 came back to stay · 新增就业 new placement
#   再就业 re-employed · 转岗 changed jobs · 失业 job loss · 离岗 leaving the job · 到岗 starting the job · 在岗 in work
#   公益性岗位 public-benefit post · 帮扶车间 assistance workshop · 灵活就业 flexible work · 自主创业 self-employed
#   合作社/基地 cooperative or farm base · 岗位 job · 岗位推送 job offer · 有组织输送 organised · 渠道 channel · 月收入 monthly wage
#   返岗直通车 direct return bus · 班次 trip · 核载 seats · 上车 board, aboard · 发车 depart · 到达 arrive · 交接 hand over
#   随行 companion · 中途下车 got off on the way · 缺席 absent · 应到/实到 expected/aboard · 回执 receipt · 上车点 boarding point
#   走访 visit · 入户 home visit · 下次回访 next visit · 零报告 nil report · 未报 not heard from · 健康证明 health certificate
#   培训 training · 经办人, 填报 officer · 审核 checked by · 签发 signed by · 节假日, 放假安排 holiday notice · 调休 make-up day
#
# Case: words are lower case, so that they stand inside a sentence; a heading capitalises its own first letter.
# Units of measure are `Unit-…`: the singular stands for both numbers where English lets it.

# 性别
Sex-male = male
Sex-female = female

# 走访方式
VisitBy-home = home visit
VisitBy-phone = phone
VisitBy-online = WeChat

# 走访结果
Outcome-unchanged = nothing has changed
Outcome-working = has left for work
Outcome-wants_work = wants work
Outcome-wants_training = wants training
Outcome-wants_startup = wants to start a business
Outcome-lost_job = has lost the job
Outcome-came_home = has come home
Outcome-unwilling = not willing for now
Outcome-not_reached = not at home or not reached
Outcome-refused = refused
Outcome-other = other

# 失业原因
LossReason-laid_off = laid off
LossReason-contract_end = contract ended
LossReason-closed = employer closed down
LossReason-unpaid = wages unpaid
LossReason-injury = work injury or illness
LossReason-family = family reasons
LossReason-other = other

# 就业意愿
WishKey-local = near home, within the county
WishKey-province = within the province
WishKey-beyond = outside the province
WishKey-any = anywhere
WishKey-training = training first
WishKey-startup = starting a business
WishKey-none = no wish to work
WishKey-unknown = unknown

# 状态
Status-active = on the roster
Status-school = in school
Status-army = in the army
Status-prison = in prison
Status-died = deceased
Status-moved_out = moved away

# 劳动能力
Capacity-ordinary = ordinary labour
Capacity-skilled = skilled labour
Capacity-weak = weak or half labour
Capacity-lost = labour capacity lost
Capacity-none = no labour capacity

# 渠道
Channel-enterprise = enterprise
Channel-workshop = assistance workshop
Channel-public_post = public-benefit post
Channel-self_employed = self-employed
Channel-flexible = flexible work
Channel-cooperative = cooperative or farm base
Channel-other = other
Channel-unknown = unknown

# 地点
PlaceClass-township = within the township
PlaceClass-county = elsewhere in the county
PlaceClass-province = elsewhere in the province
PlaceClass-beyond = outside the province
PlaceClass-abroad = abroad
PlaceClass-unknown = unknown

# 性质
Nature-return = return to work
Nature-placement = new placement
Nature-rehired = re-employed
Nature-moved = changed jobs

# 户类型
HouseholdKind-lifted = lifted out of poverty (not monitored)
HouseholdKind-unstable = lifted, unstable
HouseholdKind-marginal = on the margin
HouseholdKind-sudden = in sudden hardship
HouseholdKind-ordinary = ordinary
HouseholdKind-unknown = unknown

# 户标记
HouseholdFlag-resettled = relocated
HouseholdFlag-subsistence = subsistence allowance
HouseholdFlag-low_income = low income
HouseholdFlag-destitute = destitute

# 班次状态
TripState-planned = planned
TripState-boarding = boarding
TripState-departed = departed
TripState-arrived = arrived
TripState-handed_over = handed over
TripState-cancelled = cancelled

# 方式
TripBy-bus = bus
TripBy-train = train
TripBy-plane = plane

# 缺席原因
Absence-errand = something came up
Absence-ill = ill
Absence-other_transport = other transport
Absence-not_reached = not reached
Absence-other = other

# 级别
Level-province = province
Level-prefecture = prefecture
Level-county = county
Level-township = township
Level-village = village

# 指标
Metric-visits = visits
Metric-households_visited = households visited
Metric-returns = returns to work
Metric-placements = new placements
Metric-rehired = re-employed
Metric-moved_job = changed jobs
Metric-home = came home
Metric-losses = job losses
Metric-came_back = came back to stay
Metric-trips = direct return buses
Metric-carried = carried by direct bus
Metric-health_certificates = health certificates
Metric-pushes = job offers
Metric-zero_cleared = zero-employment households cleared
Metric-zero_new = zero-employment households, new
Metric-zero_in = zero-employment households, other additions
Metric-zero_out = zero-employment households, other removals
Metric-persons = people on the roster
Metric-households = households on the roster
Metric-labour = labour force
Metric-willing = willing to work
Metric-employed = employed
Metric-over_age = working beyond labour age
Metric-employment_rate = employment rate
Metric-scale = in work this year
Metric-should_return = due to return
Metric-still_home = not yet returned
Metric-labour_households = households with labour
Metric-covered_households = households with somebody employed
Metric-stable_households = households in stable employment
Metric-zero_households = zero-employment households
Metric-idle_households = households not willing, not employed
Metric-income = monthly wage
Metric-entered = entered employment
Metric-left = left employment
Metric-to_settle = conditions to settle

# 计量单位
Unit-times = visits
Unit-households = households
Unit-persons = people
Unit-person_times = person-times
Unit-runs = trips
Unit-copies = copies
Unit-household_times = times
Unit-percent = %
Unit-yuan = yuan

# 进出就业的原因
Cause-return = return to work
Cause-placement = new placement
Cause-rehired = re-employed
Cause-start_due = start fell due
Cause-turned_16 = turned 16
Cause-graduated = graduated
Cause-discharged = discharged or released
Cause-capacity_regained = labour capacity regained
Cause-moved_in = moved in
Cause-loss = job loss
Cause-other_end = left the job otherwise
Cause-turned_60 = turned 60
Cause-school = went to school
Cause-army = joined the army
Cause-prison = went to prison
Cause-capacity_lost = labour capacity lost
Cause-death = death
Cause-moved_out = moved away
Cause-roster = roster
Cause-unknown = cause unknown

# 零就业其他增减的原因
ZeroCause-wish = wish
ZeroCause-age = age
ZeroCause-death = death
ZeroCause-moved = moved
ZeroCause-split = household split or joined
ZeroCause-roster = roster
ZeroCause-status = school, army, prison or labour capacity

# 分项
Facet-whole = total
Facet-place = place
Facet-channel = channel
Facet-kind = household kind
Facet-flag = household flag
Facet-way = way of travel
Facet-cause = cause
Facet-doubt = condition to settle
Facet-repeat = repeats
Facet-organised = organised
Facet-answered = answered in time
Facet-lost = after losing the job
Facet-own = of this township
Facet-outside = of other townships
Facet-companion = companions
Facet-unsigned = no wish, unsigned
Facet-unasked = wish never asked
Facet-bracket = wage bracket
Facet-sum = sum of the wages
Facet-mean = mean
Facet-known = wage known
Facet-none = wage not known

# 疑点
Doubt-overlap = overlapping full-time spells of work
Doubt-public_post_outside = public-benefit post beside work outside the county
Doubt-works_nevertheless = in work while deceased, in school or in prison
Doubt-still_home = home beyond the time set and not returned
Doubt-missing = not on the latest roster
Doubt-overruled = roster contradicts what was recorded on the spot
Doubt-loose_loss = job loss without a spell of work to end
Doubt-no_cause = employment changed without a known cause
Doubt-zero_household = zero-employment household

# 名册的列
Field-name = name
Field-id_no = ID number
Field-household_no = household number
Field-relation = relation to head
Field-sex = sex
Field-birth = date of birth
Field-ethnic = ethnic group
Field-person_no = person number
Field-education = education
Field-student = in school
Field-school = school graduated from
Field-graduates = graduation date
Field-health = health
Field-disability = disability class
Field-capacity = labour capacity
Field-phone = phone
Field-phone2 = second phone
Field-residence = residence
Field-wish = wish to work
Field-signed = signed
Field-why_idle = why not employed
Field-skills = skills
Field-training_wish = training wish
Field-unemployed_since = registered unemployed since
Field-hardship = recognised hardship
Field-certificate_no = health certificate number
Field-certificate_date = health certificate date
Field-status = status
Field-employment = employment status
Field-place = place of work
Field-employer = employer
Field-occupation = occupation
Field-industry = industry
Field-channel = channel
Field-wage = monthly wage
Field-months = months of work
Field-start = start of work
Field-contract = contract signed
Field-organised_by = organised by
Field-kind = household kind
Field-monitored = monitored class
Field-resettled = relocated
Field-subsistence = subsistence allowance
Field-low_income = low income
Field-destitute = destitute
Field-county = county
Field-township = township
Field-village = village
Field-group = group
Field-registered_village = registered village
Field-address = address
Field-income = income per head
Field-contact = contact cadre
Field-grid_officer = grid officer
Field-remark = remark
Field-head_name = name of head
Field-head_id = ID number of head
Field-ignored = not imported
# words
Sector-1 = primary sector
Sector-2 = secondary sector
Sector-3 = tertiary sector
JobSource-local = local
JobSource-outside = outside
JobSource-cooperation = East–West cooperation
Board-both = board and lodging
Board-meals = meals
Board-lodging = lodging
Board-none = no board
JobState-open = open
JobState-stale = stale
JobState-full = filled
JobState-closed = closed
PushResult-went = went
PushResult-unsuitable = not suitable
PushResult-considering = thinking about it
PushResult-not_reached = not reached
Turn-zero = zero-employment household
Turn-watched = monitored or low-income household
Turn-lost = lost work lately
Turn-other = others
Criterion-age = age
Criterion-sex = sex
Criterion-skill = skill
Criterion-wage = wage
Criterion-place = place
Criterion-wish = wish
Criterion-board = board
Criterion-education = schooling
Criterion-capacity = capacity
Verdict-fits = fits
Verdict-fits_not = does not
Verdict-unknown = unclear
EntryField-day = date
EntryField-kind = what was done
EntryField-name = name
EntryField-id_no = ID number
EntryField-household_no = household number
EntryField-village = village
EntryField-by = how visited
EntryField-outcome = outcome
EntryField-reason = reason
EntryField-end = first day without the job
EntryField-came_home = came home as well
EntryField-home_on = day of coming home
EntryField-stay = came home to stay
EntryField-place = place of work
EntryField-employer = employer
EntryField-start = start date
EntryField-occupation = occupation
EntryField-channel = channel
EntryField-wage = monthly wage
EntryField-part_time = part-time
EntryField-organised_by = organised by
EntryField-trip = trip
EntryField-contract = contract signed
EntryField-job = job
EntryField-result = result of the offer
EntryField-wish = wish
EntryField-signed = signed
EntryField-wish_place = wished place
EntryField-wish_occupation = wished occupation
EntryField-wish_wage = lowest wage
EntryField-need = need
EntryField-next = next visit
EntryField-status = status
EntryField-capacity = labour capacity
EntryField-phone = phone
EntryField-new_village = new village
EntryField-new_group = new group
EntryField-new_household = new household
EntryField-new_name = corrected name
EntryField-new_id_no = corrected ID number
EntryField-education = education
EntryField-skills = skills
EntryField-why_idle = why not employed
EntryField-graduates = graduation date
EntryField-certificate = health certificate date
EntryField-certificate_no = health certificate number
EntryField-remark = remark
EntryField-officer = officer
EntryField-ignored = not imported
Act-visit = visit
Act-home = came home
Act-return = return to work
Act-placement = new employment
Act-loss = job loss
Act-wish = wish to work
Act-push = job offer
Act-person = change of facts
Act-none = nil report
JobField-employer = employer
JobField-contact = contact
JobField-phone = phone
JobField-occupation = occupation
JobField-place = place
JobField-sector = sector
JobField-openings = openings
JobField-wage = monthly wage
JobField-age = age
JobField-sex = sex
JobField-skills = skills wanted
JobField-education = education
JobField-board = board and lodging
JobField-source = source
JobField-posted = posted
JobField-refreshed = refreshed
JobField-closes = closes
JobField-number = job number
JobField-wage_from = lowest wage
JobField-wage_to = highest wage
JobField-age_from = youngest age
JobField-age_to = oldest age
JobField-note = remark
JobField-ignored = not imported
TemplateKind-entries = daily-records
TemplateKind-roster = roster
TemplateKind-jobs = jobs
HolidayField-day = date
HolidayField-until = last day
HolidayField-kind = off or at work
HolidayField-name = name
HolidayField-ignored = not imported
DayKind-off = off
DayKind-work = at work
Field-place_code = code of the place of work
Field-place_class = kind of place of work
Field-part_time = full or part time
Field-trip = trip number
Field-spells = other work
Field-home = came home on
Field-returned = return recorded on
Field-wish_place = wished place
Field-wish_occupation = wished occupation
Field-wish_wage = wished wage
Field-household_village = household's village
Field-household_group = household's group
Field-import_note = import note

EmploymentWord-working = working away
EmploymentWord-county = working in the county
EmploymentWord-public_post = public-benefit post
EmploymentWord-flexible = flexible work
EmploymentWord-self_employed = self-employed
EmploymentWord-idle = not employed
EmploymentWord-farming = farming
EmploymentWord-school = in school
EmploymentWord-unable = labour capacity lost

Hours-full_time = full time
Hours-part_time = part time

Answer-yes = yes
Answer-no = no

Unassigned-no_village = no village
Unassigned-no_group = no group
