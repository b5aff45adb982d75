# report

# 对账: what each check says
report-check-employment = employed = last report + entered − left ± corrections
report-check-breakdowns = employed by place, by channel and by kind of household each add up to all employed
report-check-households = households with labour = with somebody employed + zero-employment + not willing
report-check-zero = zero-employment households = last report + new + other additions − cleared − other removals ± corrections
report-check-units = the villages, and people without a village, add up to the township
report-check-cumulative = cumulative = cumulative in the last report + the days since ± corrections
report-check-trips = no bus brought more people to work than boarded it, and each passenger bound for work has begun it
report-check-contradictions = no entries contradict each other

# the rows that break a check
report-by-place = by place
report-by-channel = by channel
report-by-kind = by kind of household
report-parts-differ = the parts add up to { $sum }, employed are { $employed }
report-units-differ = the villages add up to { $units }, the township has { $all }
report-days-differ = cumulative { $now }, but the last report, the days since and corrections make { $expected }
report-since = { $what } (since { $day })
report-trip-surplus = { $begun } began work, but only { $aboard } boarded
report-trip-without = no start of work recorded after trip { $trip } arrived
report-two-trips = aboard trips { $one } and { $other } at the same time
report-same-number = same ID number as { $other }; if they are one person, join them with “record same”
report-two-seals = { $day } was sealed twice
report-issue = issue { $issue }
report-word = { $word }

# 存在问题
report-check-fails = Check { $id } fails: { $check } ({ $left } against { $right }; { $rows ->
    [one] { $rows } row
   *[other] { $rows } rows
})
report-silent = Not heard from: { $names }
report-doubts = Doubtful points, { $count ->
    [one] { $count } person
   *[other] { $count } people
}: { $what } – { $names }
report-name-of = { $name } ({ $unit })
report-and-more = { $names } and others ({ $count } in all)
report-zero = { $count ->
    [one] { $count } zero-employment household remains
   *[other] { $count } zero-employment households remain
}
report-capacity = { $count ->
    [one] { $count } person of working age has no labour capacity on file and is
   *[other] { $count } people of working age have no labour capacity on file and are
} not counted as labour; fill it in and import the roster again
report-calendar = The holidays of { $year } are not published yet; Monday to Friday are taken as working days
report-never = At the pace of the last 7 working days ({ $pace } { $unit } a day), the target for { $metric } is not met by { $to }
report-behind = At the pace of the last 7 working days ({ $pace } { $unit } a day), the target for { $metric } is met on { $finish }, { $days ->
    [one] { $days } day
   *[other] { $days } days
} late

# 明日安排
report-quota = { $day }, { $metric }: { $count } { $count ->
    [one] { $unit ->
        [people] person
        [households] household
        [visits] visit
        [trips] trip
        [times] time
        [person-times] person-time
       *[other] { $unit }
    }
   *[other] { $unit }
}
report-leaving = Trip { $number }, { $from } → { $to }, { $people ->
    [one] { $people } passenger
   *[other] { $people } passengers
}

# 更正
report-causes = { $causes }
report-withdrawn = withdrawn: { $why }
report-late = late entry

# names that nobody gave
report-no-village = No village
report-year = Year { $year }
report-unchanged = unchanged

# a county's own templates
report-template-wrong = The report template fails: { $why }
report-own-unused = Your own report template can't be used, so the shipped one is used this time: { $fault }; mend it and try it with “report --check-template”
report-fault = { $file }, line { $line }: { $what }
report-fault-whole = { $file }: { $what }
report-fault-syntax = syntax error ({ $what })
report-fault-undefined = there is no such thing: { $what }
report-fault-filter = there is no such filter: { $what }
report-fault-test = there is no such test (what stands behind “is”): { $what }
report-fault-method = it has nothing of this name to call: { $what }
report-fault-block = there is no such block: { $what }
report-fault-arguments = too much or too little stands between the brackets: { $what }
report-fault-include = the template to include is not found; only files in the template folder can be included: { $what }
report-fault-steps = too many steps; it looks like a loop that never ends
report-fault-deep = it includes or calls itself without end
report-fault-name = no report uses a file of this name; the names are { $names }
report-fault-output = the output is longer than { $limit } MB
report-fault-long = the file is larger than { $limit } MB and hardly a report template
report-fault-encoding = the text is not UTF-8; save it as UTF-8
report-fault-read = it can't be read: { $why }
report-fault-empty = it prints nothing at all
report-fault-other = this does not go with what the report holds: { $what }

# printing
report-lang = { $tag ->
    [en] English
    [zh-TW] Traditional Chinese
   *[other] Simplified Chinese
}
report-told = This day's report was sealed in { $sealed }; here its sealed figures are told in { $lang }, and the sealed original stays as it is
report-as-sealed = This day's report was sealed in { $sealed } and is printed as it was; for { $lang }, add --lang { $tag }
report-covered = { $day } was not sealed by itself; the seal of { $by } (issue { $issue }) covers it. What follows is counted again from today's entries
report-encoding-for-csv = --encoding is for csv only; add --format csv
report-lacks = Some characters don't exist in GB18030; use UTF-8 (leave out --encoding)
report-unable = A report can't be made as { $format }; there are txt, md, html, csv, xlsx and json (--format)
report-template-printed = Once changed, it belongs at { $file }; check it with “report --check-template”
report-template-good = { $file }: nothing wrong
report-template-fixed = { $file } holds nothing in braces ({"{{ … }}"}): it prints the same every day
