// The page that reads a collection code with the camera.
