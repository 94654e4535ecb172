"""What released values say together: findings and cells become at most one open alert per unit and theme."""
