"""What forum and board are not shown, so that no small count of people can be found out. Hides; computes nothing."""
