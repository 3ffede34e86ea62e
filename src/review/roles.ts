/** Who acts in the service. Administration and audit stand alone (三员分立): neither may be joined with another role. */
import { z } from 'zod'

/** Roles of people: 承办人, 保密审查员, 单位负责人, 管理员, 审计员. */
export const personRoles = ['editor', 'reviewer', 'approver', 'administrator', 'auditor'] as const
export const personRoleSchema = z.enum(personRoles)
export type PersonRole = z.infer<typeof personRoleSchema>

/** Everyone who may call: people, and portals with an API key. */
export const roles = [...personRoles, 'portal'] as const
export const roleSchema = z.enum(roles)
export type Role = z.infer<typeof roleSchema>

/** The roles of one person: at least one; administrator and auditor only alone. */
export const rolesOfPersonSchema = z
  .array(personRoleSchema)
  .min(1)
  .max(3)
  .refine(each => new Set(each).size === each.length, 'a role is named twice')
  .refine(
    each => each.length === 1 || !each.some(role => role === 'administrator' || role === 'auditor'),
    'administrator and auditor stand alone',
  )
