part-answered = rechtzeitig beantwortet
part-unanswered = nicht rechtzeitig beantwortet
