# What help says of each command and argument: help-<command>-<subcommand>--<argument>. `-after`: examples.
# Closed lists of keys are added by the program.

help = zhanbao: the daily book of a township employment officer. Enter once; every report is counted from it. Without a command it opens the console (on a terminal).
help--book = the book (by default book.zb in your data directory)
help--day = business day (today; the next day once today is sealed)
help--lang = language (by default the computer's)
help--json = answer in JSON
help--officer = name of the officer who records (by default as given at init)
help--passphrase_file = file with the passphrase of an encrypted book, on its first line
help-after =
    zhanbao                                the console; at first, how to begin
    zhanbao demo                           first look at a made-up township
    zhanbao init --unit 529999101 --name 样例镇 --officer 张样
    zhanbao due                            in the morning: what is due today
    zhanbao record visit 赵样一 --by home --outcome wants_work
    zhanbao seal && zhanbao report         in the evening: seal, and print

# Kinds of values, as they stand in <…>.
help-value-batch = BATCH
help-value-code = CODE
help-value-date = DATE
help-value-file = FILE
help-value-hash = HASH
help-value-household = HOUSEHOLD
help-value-id = ID NUMBER
help-value-job = JOB
help-value-key = KEY
help-value-lang = LANG
help-value-level = LEVEL
help-value-metric = METRIC
help-value-n = N
help-value-name = NAME
help-value-number = NUMBER
help-value-people = PERSON
help-value-person = PERSON
help-value-phone = PHONE
help-value-place = PLACE
help-value-query = QUERY
help-value-shell = SHELL
help-value-subject = SUBJECT
help-value-target = HASH|BATCH
help-value-one = PERSON
help-value-other = PERSON
help-value-text = TEXT
help-value-time = TIME
help-value-trip = TRIP
help-value-village = VILLAGE

help-demo = make up a township and open it in the console; without a terminal, print its report
help-demo--people = number of people; more than 100,000 make a county (a million people and years of work take long; Ctrl-C stops and leaves no file)
help-demo--days = days of history
help-demo--seed = random seed (the same seed makes the same township)
help-demo--keep = keep the book in this file (else it is gone at the end)
help-demo-after =
    zhanbao demo
    zhanbao demo --keep demo.zb && zhanbao --book demo.zb --day 2026-03-27 status

help-init = found a book
help-init--unit = the unit's region code (2, 4, 6, 9 or 12 digits)
help-init--name = the unit's name
help-init--level = level (by default told from the code)
help-init--encrypt = encrypt the book: each opening will take its passphrase
help-init-after =
    zhanbao init --unit 529999101 --name 样例镇 --officer 张样

help-campaign = campaigns: the periods that cumulative figures belong to
help-campaign-set = set a campaign
help-campaign-set--name = its name
help-campaign-set--from = first day
help-campaign-set--to = last day
help-campaign-set--all_days = every day counts, not only working days
help-campaign-set-after =
    zhanbao campaign set 春季返岗攻坚 --from 2026-02-09 --to 2026-04-10
help-campaign-list = list the campaigns

help-import = import a roster, regions, holidays
help-import-roster = import a roster (CSV, XLSX and the like)
help-import-roster--file = the file
help-import-roster--as_of = day that the roster describes (not needed where its title or file name says it)
help-import-roster--sheet = worksheet
help-import-roster--columns = table of column names
help-import-roster--dry_run = check only, write nothing
help-import-roster--overwrite_empty = an empty cell of the roster empties the book's value too
help-import-roster--rejects = save the rejected rows as a spreadsheet
help-import-roster-after =
    zhanbao import roster roster.xlsx --as-of 2026-03-01 --dry-run
    zhanbao import roster roster.xlsx --as-of 2026-03-01 --rejects rejects.xlsx
help-import-regions = import regions (code,name,parent_code,level)
help-import-regions--file = the file
help-import-calendar = import public holidays (JSON of holiday-cn)
help-import-calendar--file = the file

help-find = find people by name, pinyin, initials, ID number, phone, village
help-find--query = name, pinyin, initials, ID number (leading digits, birth date, or last four and more), phone, village
help-find--limit = at most this many people
help-find-after =
    zhanbao find 赵样一
    zhanbao find zyy                       initials; ü is typed v
    zhanbao find 13800000000

help-show = show everything known of a person, a household or a trip
help-show--subject = person, household number or trip number
help-show--ids = show ID numbers whole
help-show-after =
    zhanbao show 赵样一
    zhanbao show H001

help-record = record a visit, a return, a placement, a loss, a wish, a change, a nil report
help-record-after =
    zhanbao record visit 赵样一 --by home --outcome wants_work
    zhanbao record return lvyangsan --place 东莞 --employer 样例玩具厂
    zhanbao record none --unit 试水村

help-record-return = return to work
help-record-return--person = the person
help-record-return--place = place: region code, name, or township county province beyond abroad
help-record-return--employer = employer
help-record-return--start = first day at work (by default the business day)
help-record-return--wage = monthly income (yuan)
help-record-return--occupation = occupation
help-record-return--channel = channel
help-record-return--trip = trip number
help-record-return--organised_by = who organised it
help-record-return--part_time = part-time
help-record-return-after =
    zhanbao record return lvyangsan --place 东莞 --employer 样例玩具厂 --wage 5000

help-record-placement = placement in work
help-record-placement--person = the person
help-record-placement--place = place: region code, name, or township county province beyond abroad
help-record-placement--employer = employer
help-record-placement--start = first day at work (by default the business day)
help-record-placement--wage = monthly income (yuan)
help-record-placement--occupation = occupation
help-record-placement--channel = channel
help-record-placement--trip = trip number
help-record-placement--organised_by = who organised it
help-record-placement--part_time = part-time
help-record-placement-after =
    zhanbao record placement 赵样二 --place 本乡 --employer 样例厂 --wage 3000

help-record-visit = visit to a person or a household
help-record-visit--subject = person, or household number
help-record-visit--by = how
help-record-visit--outcome = what was found
help-record-visit--next = day of the next visit
help-record-visit--need = what they need
help-record-visit--note = remark
help-record-visit-after =
    zhanbao record visit H004 --by home --outcome wants_work --next 2026-03-05
    zhanbao record visit 赵样一 --by phone --outcome working

help-record-home = came home for a while: the job is kept, the person is due to return
help-record-home--person = the person
help-record-home--on = day of coming home (by default the business day)
help-record-home--stay = came home for good: the job is given up
help-record-home-after =
    zhanbao record home 赵样一 --on 2026-02-10

help-record-loss = loss of a job
help-record-loss--person = the person
help-record-loss--reason = why
help-record-loss--end = first day without the job (by default the business day)
help-record-loss--came_home = and came home for good
help-record-loss-after =
    zhanbao record loss 钱样四 --reason contract_end

help-record-push = offer of a job
help-record-push--person = the person
help-record-push--job = the job
help-record-push-after =
    zhanbao record push 钱样四 --job "样例物业 保安 3200元"

help-record-wish = where somebody would work, or that they would not
help-record-wish--person = the person
help-record-wish--wish = the wish
help-record-wish--signed = there is a signed record
help-record-wish--place = place wished for
help-record-wish--occupation = occupation wished for
help-record-wish--wage = lowest monthly wage (yuan)
help-record-wish-after =
    zhanbao record wish 孙样五 --wish local --wage 3000
    zhanbao record wish 孙样五 --wish none --signed

help-record-person = change of a person's facts
help-record-person--person = the person
help-record-person--status = status
help-record-person--capacity = capacity for work
help-record-person--phone = phone
help-record-person--unit = village they now belong to (code or name)
help-record-person--group = village group
help-record-person--household = household they now belong to (its number)
help-record-person--name = corrected name
help-record-person--id_no = corrected ID number
help-record-person--education = education
help-record-person--skills = skills
help-record-person--why_idle = why not at work
help-record-person--graduates = day of graduation
help-record-person--certificate = day of the health certificate
help-record-person--certificate_no = number of the health certificate
help-record-person-after =
    zhanbao record person 孙样五 --phone 13800000000 --skills 电工

help-record-same = two registrations are one person: both count as the one with the smaller id
help-record-same--one = one
help-record-same--other = the other

help-record-none = nil report: nothing new in the village today
help-record-none--unit = village (code or name)
help-record-none-after =
    zhanbao record none --unit 试水村

help-withdraw = withdraw an entry, or a whole batch
help-withdraw--target = hash of the entry (its first 8 digits or more), or batch number
help-withdraw--why = why
help-withdraw-after =
    zhanbao withdraw 3fa94c21 --why "by phone: has not arrived yet"

help-trip = direct return buses: plan, list, roll call, departure, arrival, hand-over
help-trip-after =
    zhanbao trip plan YL-1 --departs 2026-03-06T09:30 \
      --from 样例镇 --to 东莞 --seats 45
    zhanbao trip add YL-1 赵样一 吕样三 --employer 样例玩具厂
    zhanbao trip board YL-1 --all && zhanbao trip depart YL-1

help-trip-plan = plan a trip (the same number again changes the plan)
help-trip-plan--trip = trip number
help-trip-plan--by = by
help-trip-plan--departs = departure (2026-03-06T09:30)
help-trip-plan--from = from where
help-trip-plan--to = where to (region code or name)
help-trip-plan--seats = seats
help-trip-plan--vehicle = number plate or train number
help-trip-plan--escort = escorting officer
help-trip-plan--escort_phone = the escort's phone
help-trip-plan--carrier = carrier
help-trip-plan--driver = driver (name, or name:phone), may be repeated
help-trip-plan--point = boarding point, may be repeated
help-trip-plan--distance = distance (km)
help-trip-plan-after =
    zhanbao trip plan YL-1 --departs 2026-03-06T09:30 \
      --from 样例镇 --to 东莞 --seats 45

help-trip-add = add people to the list
help-trip-add--trip = trip number
help-trip-add--people = person
help-trip-add--employer = employer at the destination
help-trip-add--occupation = occupation
help-trip-add--wage = monthly income (yuan)
help-trip-add--seat = seat number (for one person only)
help-trip-add--point = boarding point
help-trip-add--companion = comes along, not to work
help-trip-add--outside = name of a passenger from another township (not on this book's roster)
help-trip-add-after =
    zhanbao trip add YL-1 赵样一 吕样三 --employer 样例玩具厂 --wage 5000
    zhanbao trip add YL-1 --outside 周样九

help-trip-remove = take people off the list
help-trip-remove--trip = trip number
help-trip-remove--people = person

help-trip-board = roll call: these are aboard
help-trip-board--trip = trip number
help-trip-board--people = person
help-trip-board--all = everybody else on the list is aboard
help-trip-board-after =
    zhanbao trip board YL-1 赵样一
    zhanbao trip board YL-1 --all

help-trip-absent = did not come
help-trip-absent--trip = trip number
help-trip-absent--people = person
help-trip-absent--reason = why

help-trip-alight = left on the way
help-trip-alight--trip = trip number
help-trip-alight--people = person

help-trip-depart = departure
help-trip-depart--trip = trip number
help-trip-depart--at = when

help-trip-arrive = arrival: passengers with an employer are recorded as at work
help-trip-arrive--trip = trip number
help-trip-arrive--at = when

help-trip-handover = hand-over to the employers
help-trip-handover--trip = trip number
help-trip-handover--receipt = the receivers' receipt

help-trip-cancel = cancel a trip
help-trip-cancel--trip = trip number
help-trip-cancel--why = why

help-trip-list = list the trips

help-trip-show = show a trip with its list
help-trip-show--trip = trip number

help-target = targets
help-target-set = set a target (same metric, unit and first day: a revision)
help-target-set--metric = metric: returns placements visits households_visited zero_cleared pushes trips carried … or its Chinese name
help-target-set--unit = unit (code or name)
help-target-set--quantity = how many
help-target-set--from = first day
help-target-set--to = deadline
help-target-set--last_year = last year's number
help-target-set-after =
    zhanbao target set --metric returns --unit 样例镇 --quantity 1500 \
      --from 2026-02-09 --to 2026-04-10
help-target-list = list the targets

help-plan = schedule back from the deadline: quota per day and village, progress, forecast
help-plan--metric = one metric only
help-plan-after =
    zhanbao plan
    zhanbao plan --metric returns

help-due = what is due today, overdue first

help-status = today's figures, stocks, targets

help-seal = seal the day: reconcile, fix the figures, write the report
help-seal--note = remark (the reason, where a check fails)
help-seal-after =
    zhanbao seal
    zhanbao seal --note "check 7: one employer is still being asked for"

help-report = print the battle report (a sealed day reprints unchanged)
help-report--format = format (by default from the file's ending, else txt)
help-report--output = save to a file
help-report-after =
    zhanbao report
    zhanbao report -o report.md
    zhanbao report --print-template txt -o report.txt.j2

help-export = export the roster, work histories, trips, passengers, jobs, entries, or a blank form
help-export-entries = all entries
help-export-entries--format = format (by the file's ending, else ndjson)
help-export-entries--output = save to a file
help-export-entries--ids = ID numbers whole (only where truly needed; the ledger keeps a trace)
help-export-spells = work histories
help-export-spells--format = format (by the file's ending, else ndjson)
help-export-spells--output = save to a file
help-export-spells--ids = ID numbers whole (only where truly needed; the ledger keeps a trace)

help-bundle = bundle entries for another device with the same book
help-bundle--output = save to a file
help-bundle--since = only what the other lacks (by a bundle that it gave before)
help-bundle-after =
    zhanbao bundle -o for-village.zbb

help-merge = merge the entries that another device has bundled
help-merge--file = the bundle

help-verify = verify the book: chain and derived data

help-rebuild = rebuild everything derived from the entries

help-completions = print a script that completes commands in a shell
help-completions--shell = the shell
help-completions-after =
    zhanbao completions bash > ~/.local/share/bash-completion/completions/zhanbao
    zhanbao completions powershell >> $PROFILE

help-manual = read the manual
# help
help-export-roster = roster, which import takes back
help-export-roster--format = format (by the file's ending, else ndjson)
help-export-roster--encoding = encoding of CSV (utf-8)
help-export-roster--output = save to a file
help-export-roster--ids = ID numbers whole (only where truly needed; the book says so)
help-export-roster--unit = this village only
help-export-roster--codes = codes of the national standards instead of words
help-export-spells--encoding = encoding of CSV (utf-8)
help-export-spells--unit = this village only
help-export-trips = trips
help-export-trips--format = format (by the file's ending, else ndjson)
help-export-trips--encoding = encoding of CSV (utf-8)
help-export-trips--output = save to a file
help-export-trips--ids = ID numbers whole (only where truly needed; the book says so)
help-export-passengers = the list of passengers of one trip
help-export-passengers--format = format (by the file's ending, else ndjson)
help-export-passengers--encoding = encoding of CSV (utf-8)
help-export-passengers--output = save to a file
help-export-passengers--ids = ID numbers whole (only where truly needed; the book says so)
help-export-passengers--trip = the trip's number
help-export-entries--encoding = encoding of CSV (utf-8)
help-export-entries--unit = this village only
help-jobs = jobs: the list, who fits which, whom to ask first, a text for chat groups, entering, renewing, closing
help-jobs-list = jobs that are open; those not renewed for 7 days are marked
help-jobs-list--stale = only those to be renewed
help-jobs-list--all = filled and closed ones too
help-jobs-show = one job: what it asks for, who was asked, what came of it
help-jobs-show--job = its id, its number, or employer and occupation
help-jobs-match = which jobs fit a person, and why
help-jobs-match--person = person
help-jobs-match--job = only these jobs, those out of reach with the reason
help-jobs-match--limit = how many jobs at most
help-jobs-fill = whom to ask first: zero-employment households, then monitored and low-income ones, then lost work lately, then by fit
help-jobs-fill--job = job
help-jobs-fill--limit = how many people at most
help-jobs-fill--employed = people at work too
help-jobs-fill--push = record the offer to everybody listed, as one batch
help-jobs-text = a text for a village's chat group, with nobody's data
help-jobs-text--jobs = jobs
help-jobs-text--all = all open jobs, those that fit most people first
help-jobs-text--village = for which village: chosen by its people
help-jobs-text--limit = how many jobs at most
help-jobs-add = enter one job; one that is on the list is brought up to date
help-jobs-add--employer = employer
help-jobs-add--occupation = occupation
help-jobs-add--place = place: a region code, a name, or township county province beyond abroad
help-jobs-add--phone = telephone
help-jobs-add--openings = how many are wanted
help-jobs-add--contact = whom to ask for
help-jobs-add--wage = monthly wage, CNY: 4500-6000, or 5000
help-jobs-add--age = age: 18-45
help-jobs-add--sex = sex: male female
help-jobs-add--skills = skills asked for
help-jobs-add--education = schooling asked for
help-jobs-add--board = board: both meals lodging none
help-jobs-add--sector = sector: 1 2 3
help-jobs-add--source = source: local outside cooperation
help-jobs-add--number = number of the job
help-jobs-add--posted = day posted
help-jobs-add--closes = last day
help-jobs-add--note = note
help-jobs-close = take a job off the list
help-jobs-close--job = job
help-jobs-close--why = why
help-jobs-refresh = the employer was asked: the job is still to be had
help-jobs-refresh--jobs = jobs
help-record-push--result = what came of it
help-report--encoding = encoding of the table, for csv only
help-report--check_template = check a report template of your own (prints no report)
help-backup = back the book up (while it is in use, too)
help-backup--file = the backup (an older one is replaced)
help-restore = bring a backup back; the present book is kept under another name
help-restore--file = the backup, or the mere name of an automatic one; without it they are listed
help-rescue = save the whole entries of a damaged book into a new one
help-rescue--file = the new book
help-lock = encrypt the book: from then on each opening takes its passphrase
help-unlock = decrypt the book: make a plain one of it
help-doctor = check terminal, fonts, calendar, disk, book, backup, clock, settings
help-doctor--write_config = write settings with every key explained (never over present ones)

help-import-entries = import a day's records (tables that villages fill in)
help-import-entries--file = the file
help-import-entries--sheet = worksheet
help-import-entries--columns = table of column names
help-import-entries--dry_run = check only, write nothing
help-import-entries--rejects = save the rejected rows as a spreadsheet, to be mended and imported again
help-import-entries--act = what was done in rows that do not say: visit home return placement loss wish push person none
help-import-entries--again = record rows again that equal entries withdrawn
help-import-entries-after =
    zhanbao export template entries -o day.xlsx           a form for the villages
    zhanbao import entries day.xlsx --rejects back.xlsx   take it in
help-import-jobs = import a list of jobs (again: renews it)
help-import-jobs--file = the file
help-import-jobs--sheet = worksheet
help-import-jobs--columns = table of column names
help-import-jobs--dry_run = check only, write nothing
help-import-jobs--rejects = save the rejected rows as a spreadsheet, to be mended and imported again
help-export-template = export a blank form (daily records, roster, jobs), with lists to choose from
help-export-template--kind = which form: entries, roster or jobs
help-export-template--output = save to this file
help-export-jobs = jobs
help-export-jobs--format = format (by the file's ending, else ndjson)
help-export-jobs--encoding = encoding of CSV (utf-8)
help-export-jobs--output = save to a file
help-export-jobs--ids = ID numbers whole (only where truly needed; the book says so)
help-report--print_template = print a template that ships: changed, and put under its name (report.txt.j2 and so on) into “templates” in the folder of settings, it makes the reports from then on. The folder of settings: Linux ~/.config/zhanbao, Windows %APPDATA%\zhanbao\config, macOS ~/Library/Application Support/zhanbao. There are
