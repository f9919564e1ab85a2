// The build alone, for the image.
import { setUp } from './setup.mjs'

setUp()
