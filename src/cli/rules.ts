/** `baoshen rules`: what is looked for, why, and whether every rule does what it says. */
import { writeFileSync } from 'node:fs'
import { loadPacks } from '../packs/load.ts'
import { printable } from '../report/printable.ts'
import { runExamples } from '../rules/examples.ts'
import { describeRule } from '../rules/reference.ts'
import { packSkeleton } from '../rules/skeleton.ts'
import { UsageError } from './config.ts'
import { type ExitStatus, exitStatus } from './exit-status.ts'
import type { Io } from './io.ts'
import type { RulesOptions } from './program.ts'
import { asUsageError } from './results.ts'
import { words as allWords } from './words.ts'

/** Prints a line a rule: id, severity, title. */
export async function listRules(options: RulesOptions, io: Io): Promise<ExitStatus> {
  for (const pack of await loadPacks(options.packs ?? [])) {
    io.stdout.write(`\n${pack.pack}  ${pack.title[options.lang]}\n`)
    for (const rule of pack.rules) {
      io.stdout.write(`  ${rule.severity.padEnd(6)}  ${rule.id}  ${rule.title[options.lang]}\n`)
    }
  }
  return exitStatus.clean
}

/** Prints everything about the rules whose id is, or begins with, `id`. */
export async function explainRule(id: string, options: RulesOptions, io: Io): Promise<ExitStatus> {
  const rules = (await loadPacks(options.packs ?? [])).flatMap(pack => pack.rules)
  const exact = rules.filter(rule => rule.id === id)
  const found = exact.length > 0 ? exact : rules.filter(rule => rule.id.startsWith(id))
  if (found.length === 0) throw new UsageError(allWords[options.lang].noSuchRule(id))
  for (const rule of found) io.stdout.write(`${describeRule(rule, options.lang)}\n`)
  return exitStatus.clean
}

/** Runs every rule's own examples. Exit status 1 when one does not hold. */
export async function testRules(options: RulesOptions, io: Io): Promise<ExitStatus> {
  const words = allWords[options.lang]
  const results = runExamples(await loadPacks(options.packs ?? []))
  for (const { rule, kind, text, found } of results.failed) {
    io.stdout.write(`✖ ${rule}: ${words.exampleFailed(kind, printable(text), found)}\n`)
  }
  for (const rule of results.unproven) io.stdout.write(`✖ ${rule}: ${words.noExamples}\n`)
  io.stdout.write(`${words.rulesTested(results.rules, results.examples, results.failed.length)}\n`)
  return results.failed.length + results.unproven.length > 0 ? exitStatus.flagged : exitStatus.clean
}

/** Writes the skeleton of a pack with one rule; never over an existing file. */
export function newRule(id: string, options: RulesOptions, io: Io): ExitStatus {
  const words = allWords[options.lang]
  if (!/^[a-z0-9]+(?:[.-][a-z0-9]+)*$/.test(id)) throw new UsageError(words.badRuleId(id))
  const file = options.output ?? `${id}.yaml`
  asUsageError(file, words, () => writeFileSync(file, packSkeleton(id), { flag: 'wx' }))
  io.stdout.write(`${words.ruleWritten(file)}\n`)
  return exitStatus.clean
}
