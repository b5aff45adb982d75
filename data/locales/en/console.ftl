# The console: frame, dialogs, messages.
console-name = zhanbao
console-today = Today
console-task-book = Tasks
console-roster = Roster
console-trips = Trips
console-wall = Wall
console-report = Report
console-sealed = sealed
console-unsealed = open
console-not-today = not today
console-issue = No. { $issue }
console-days-left = { $days ->
    [one] 1 working day left
   *[other] { $days } working days left
 }
console-help = Keys
console-palette = Commands
console-palette-nothing = No command fits; type a part of its name
console-file-line = { $file }, line { $line }: { $what }
console-key-twice = the key { $key } is given to both { $one } and { $other }; change one of them
console-keys-no-table = { $name } should be a section: [{ $name }]
console-keys-no-command = [{ $scope }] has no command { $name }; press ? in the console to see which there are
console-keys-no-keys = { $name } takes one key ("u") or several (["u", "f9"])
console-keys-no-key = there is no key { $key }; write "u", "ctrl-p", "space", "enter", "f1"
console-theme-unknown = there is no theme { $name }; dark, light, contrast and plain ship
console-theme-no-colour = { $name } is no colour; write "#88c0d0", "red", "light-blue"
console-theme-no-role = a theme has no { $name }; the shipped themes show which there are
console-panicked = Something went wrong inside the program and this step was not done; what was recorded is safe. Please try again
console-draft = Left half typed
console-draft-left = Left half typed last time: { $what }. Go on with it?
console-draft-lost = What was left half typed cannot be read; please type it again
console-draft-not-kept = The draft cannot be kept in { $path }: { $why }
console-nothing-to-repeat = Nothing has been recorded yet that could be repeated
console-quit = Quit
console-quit-jobs = Something is still being done in the background and would be called off. Quit all the same?
console-too-small = The window is too small: it takes { $width } columns and { $height } lines, and has { $is_width } by { $is_height }. Make it larger or the letters smaller; nothing is lost.
console-settings-faults = Some settings were not understood
console-unreadable = it cannot be read: { $why }
console-terminal = The terminal cannot be used: { $why }. Please try another window
console-no-demo = The demo cannot be opened from here
console-keys-page = The keys of the console
console-book-gone = The book { $path } was moved, deleted or replaced, so nothing can be recorded in it. Put it back and try again, or quit and open it anew; what you typed is still here
console-crashed = The program ran into a fault of its own and stopped. What was recorded is not lost, and what was half typed is offered again. Please start zhanbao anew
console-waits-for-job = Recorded once the job at the bottom right is done, no need to press again: { $job }
console-busy-job = Not recorded yet, press again once the job at the bottom right is done: { $job }
console-among-them = for one of them: { $notice }
console-covered = Press any key to come back
