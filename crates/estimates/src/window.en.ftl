part-window-open = left out: the window is not over
