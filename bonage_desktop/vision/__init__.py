"""The three networks and the stages that run them."""
