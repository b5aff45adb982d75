# The report.
issue-title = Issue { $issue } · { $day } · { $format }
issue-title-empty = Report
issue-shown-txt = text
issue-shown-md = sections
issue-shown-csv = table
issue-note-open = open
issue-note-sealed = sealed { $seal }
issue-checks = Checks
issue-checks-of = Checks { $good }/{ $all }
issue-differ = { $left } ≠ { $right }
issue-more-rows = { $count ->
    [one] 1 more
   *[other] { $count } more
}
issue-to-settle = { $count ->
    [one] 1 check fails. { $open } shows who it is, to be put right before sealing; or { $seal } seals with a reason.
   *[other] { $count } checks fail. { $open } shows who it is, to be put right before sealing; or { $seal } seals with a reason.
}
issue-check-holds = This check holds
issue-check-no-rows = Only the sums differ here: no rows of people are behind it
issue-row-nobody = This is not about one person: there is no page
issue-no-later = This is the latest issue
issue-no-earlier = There is no earlier report
issue-copied = The text is copied: paste it into the chat
issue-unreadable = This issue's report cannot be read: { $why }. Look at the book with zhanbao verify
issue-seal-title = Seal
issue-seal-counting = Counting…
issue-seal-day = { $day }, issue { $issue }
issue-seal-several = Seals every day not yet sealed from { $first } to { $day }
issue-seal-ahead = This day is yet to come
issue-seal-silent = { $count ->
    [one] 1 village has not reported
   *[other] { $count } villages have not reported
}
issue-seal-holds = { $count ->
    [one] The check holds
   *[other] All { $count } checks hold
}
issue-seal-fails = { $count ->
    [one] 1 check does not hold:
   *[other] { $count } checks do not hold:
}
issue-seal-final = Once sealed, the day's figures never change; what comes late counts in the next issue. It cannot be undone.
issue-seal-note = Reason (optional):
issue-seal-yes = seal
issue-seal-no = not yet
issue-sealed = Issue { $issue } is sealed, { $seal }. { $key } exports it
issue-export-title = Export this report
issue-as-xlsx = Excel workbook, xlsx
issue-as-txt = text for a chat, txt
issue-as-html = page to print, html
issue-as-md = text in sections, md
issue-as-csv = table, csv
issue-as-json = data, json
issue-export-job = Export of the report of { $day }, { $format }
issue-exported = Exported to { $path }
issue-no-folder = The folder { $path } cannot be made: { $why }. Choose another export folder in the settings
issue-figures-title = Which figure
issue-figure = { $name }  on the day { $today }, in all { $all }
issue-no-figures = There is no figure of this day to look behind
