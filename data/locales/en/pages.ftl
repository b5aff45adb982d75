# pages
pages-unchanged = unchanged
pages-template-wrong = The page's template is faulty: { $why }
pages-all-villages = Total
pages-heat-title = { $metric }: each village, each day
pages-heat-sum = Done/target
pages-heat-gap = Gap
pages-heat-cell = { $unit }, { $day }: done { $done }, quota { $quota }
pages-run-title = { $metric }: progress and forecast
pages-run-deadline = Deadline { $day }
pages-run-target = Target { $target }
pages-run-forecast = Expected { $day }
