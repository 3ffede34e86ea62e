/** Killed while it works, on SQLite. */
import { killedAgainAndAgain } from './killed-items.ts'

killedAgainAndAgain('sqlite')
