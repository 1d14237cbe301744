import * as fc from 'fast-check'
import { testSeed } from './random.ts'

// For every property of the test file that imports this: a failure is repeated with the seed that was printed.
fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: testSeed() })

export { fc }
