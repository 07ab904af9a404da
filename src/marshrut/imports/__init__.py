"""Lists from spreadsheets: recognised, asked about where they are doubtful, written all or none."""
