// The frame of the desk: navigation, search, help by keyboard, and the components that its pages share.
