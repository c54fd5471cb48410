"""What a network stepper shows: a given network, both its passes, its paths, its tables."""
