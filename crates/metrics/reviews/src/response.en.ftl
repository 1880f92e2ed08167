part-answered = answered in time
part-unanswered = not answered in time
