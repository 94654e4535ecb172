"""Attacks on what is released, written apart from the door and sharing no code with it.

The attacker is the worst case: the organisation, the rosters, who answered which question and to which slice everybody
belongs are known; only the answers themselves are not. `attacker.attack` takes everything that was released and looks

- for linear combinations of released sums that involve fewer than k people (`combinations`: exact, modulo a prime),
- for two released groups that differ by fewer than k people (`combinations.differences`),
- across waves, for the same over the rosters (`combinations`, people instead of answers),
- for groups whose published numbers, rounding and bands included, leave only one possibility: nobody or everybody is
  favourable, at the bottom or at the top of the scale (`bounds`: integer programs).

`test_attacker.py` plants leaks of each kind and sees them found, so that finding none elsewhere means something.
"""
