# The frame of the desk
