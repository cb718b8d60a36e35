"""The pages of PAs, their hours and their wages."""
