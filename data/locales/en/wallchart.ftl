# Screen 5: the wall chart.
