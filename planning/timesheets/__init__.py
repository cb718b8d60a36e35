"""The hours of a personal assistant week by week, the wages that they become, and what must be kept back for them."""
