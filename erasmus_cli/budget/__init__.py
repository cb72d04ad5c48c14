"""Money: the grant of mobility projects from unit costs, shares of lump sums, and the facts that need a sum."""
