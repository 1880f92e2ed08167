nav-overview = Acme at a glance
