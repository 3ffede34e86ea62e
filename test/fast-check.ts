/** fast-check with the same values every time in CI: what is refused there was broken by the change that is looked at. */
import fc from 'fast-check'

// Elsewhere new ones every time. It prints the seed of what fails.
if (process.env.CI) fc.configureGlobal({ seed: 20_260_105 })

export default fc
