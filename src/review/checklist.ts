/** What has to be done when a classified paper turned up on this network (保守国家秘密法实施条例 art. 61; 保守国家秘密法 art. 34). */
import { z } from 'zod'

export const checklistSteps = ['stop', 'keep-evidence', 'report', 'trace', 'clean'] as const
export const checklistStepSchema = z.enum(checklistSteps)
export type ChecklistStep = z.infer<typeof checklistStepSchema>

/** A leak or suspected leak is reported within 24 hours of its discovery. */
export const reportWithinHours = 24

/** Words for the printed sheet; the pages have their own. */
export const checklistWords: Readonly<Record<ChecklistStep, { readonly zh: string; readonly en: string }>> = {
  stop: { zh: '立即停止处理、传播和发布', en: 'Stop: no further handling, copying or publishing' },
  'keep-evidence': {
    zh: '保全证据：保留原件、记录和操作日志',
    en: 'Keep evidence: originals, records, logs',
  },
  report: {
    zh: '24 小时内向保密行政管理部门或主管部门报告',
    en: 'Report to the secrecy authority within 24 hours',
  },
  trace: { zh: '查清来源、经手人和知悉范围', en: 'Trace where it came from and who has seen it' },
  clean: {
    zh: '按规定清除设备和系统中的副本',
    en: 'Remove copies from devices and systems as the rules demand',
  },
}
