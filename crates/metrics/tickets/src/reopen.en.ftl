part-reopened = opened again
part-stayed-solved = stayed solved
