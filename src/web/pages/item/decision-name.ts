/** The ledger keeps decisions as text; one of another version of the program is shown as it is. */
export function decisionName(decision: string, names: Readonly<Record<string, string>>): string {
  return names[decision] ?? decision
}
