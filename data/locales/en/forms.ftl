# Forms.
forms-required = { $field } is still empty
forms-no-number = { $field } takes a number
forms-no-date = { $field } is no day: write 3.5, 20, or 2026-03-05
forms-no-moment = { $field } is no time: write 9:30, 3.7 9:30 or 2026-03-07 09:30
forms-yes = yes
forms-no = no
forms-unchosen = (not said)
forms-recording = recording…
forms-choose = ← → or a first letter
