"""What a training player plays: recorded runs, and how their parameters are packed."""
