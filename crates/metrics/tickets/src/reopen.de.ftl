part-reopened = wieder geöffnet
part-stayed-solved = gelöst geblieben
