# SPDX-License-Identifier: GPL-3.0-or-later
"""Chance that is the same everywhere: a generator of our own (splitmix64), so that the sample's
bytes depend on no version of Python. One stream per label, so that a change to one campaign
leaves the others as they are."""

MASK = (1 << 64) - 1


def seed_of(label):
    """FNV-1a over the label's bytes."""
    seed = 0xCBF29CE484222325
    for byte in label.encode("utf-8"):
        seed = ((seed ^ byte) * 0x100000001B3) & MASK
    return seed


class Chance:
    def __init__(self, label):
        self.state = seed_of(label)

    def bits(self):
        """64 random bits."""
        self.state = (self.state + 0x9E3779B97F4A7C15) & MASK
        word = self.state
        word = ((word ^ (word >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        word = ((word ^ (word >> 27)) * 0x94D049BB133111EB) & MASK
        return word ^ (word >> 31)

    def below(self, limit):
        """A whole number from 0 to limit - 1."""
        return (self.bits() * limit) >> 64

    def between(self, low, high):
        """A whole number from low to high, both included."""
        return low + self.below(high - low + 1)

    def happens(self, share):
        return self.below(1000000) < int(share * 1000000 + 0.5)

    def count(self, number, share):
        """How many of `number` things happen, each with probability `share`."""
        limit = int(share * 1000000 + 0.5)
        return sum(1 for _ in range(number) if self.below(1000000) < limit)

    def early(self, low, high):
        """From low to high, small values far more often: delays, amounts."""
        part = self.below(65536)
        return low + ((high - low) * part * part >> 32)

    def around(self, number):
        """The number give or take a tenth, for the size of a day."""
        return number * self.between(900, 1100) // 1000

    def pick(self, things):
        return things[self.below(len(things))]
