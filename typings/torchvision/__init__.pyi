"""The part of torchvision (annotated, but not for strict checking) that bonage_desktop uses."""
