/** Killed while it works, on PostgreSQL. */
import { killedAgainAndAgain } from './killed-items.ts'

killedAgainAndAgain('postgres')
