/** What is said about a command line or configuration that cannot be used, in both languages. */
import type { Language } from '../document/problem.ts'

export interface UsageWords {
  /** By commander's error code; `subject` is what stood between quotes in its message. */
  readonly commander: Readonly<Record<string, (subject: string) => string>>
  /** What a key of the configuration must be. */
  readonly expected: Readonly<Record<string, string>>
  readonly unknownKey: string
  readonly mustBe: (name: string, expected: string) => string
  readonly fileError: (code: string) => string
  readonly notYaml: (line: number | undefined) => string
  readonly help: {
    readonly usage: string
    readonly arguments: string
    readonly options: string
    readonly commands: string
    readonly display: string
    readonly version: string
    readonly choices: string
    readonly default: string
  }
}

const limits = [
  'fileBytes',
  'inflatedBytes',
  'entries',
  'members',
  'depth',
  'pages',
  'pixels',
  'pictures',
  'characters',
]
const forLimits = (text: string) => Object.fromEntries(limits.map(name => [`limits.${name}`, text]))

export const usageWords: Readonly<Record<Language, UsageWords>> = {
  zh: {
    commander: {
      'commander.unknownOption': subject => `没有选项 ${subject}。`,
      'commander.unknownCommand': subject => `没有命令 ${subject}。`,
      'commander.missingArgument': subject => `缺少参数 <${subject}>。`,
      'commander.missingMandatoryOptionValue': subject => `缺少选项 ${subject}。`,
      'commander.optionMissingArgument': subject => `选项 ${subject} 需要一个值。`,
      'commander.invalidArgument': subject => `${subject} 的值不在可选范围内。`,
      'commander.excessArguments': () => '参数过多。',
    },
    expected: {
      failOn: 'block 或 review',
      ocr: 'auto、paddle、tesseract、both 或 off',
      ocrModels: '文件夹路径',
      packs: '规则包名称的列表',
      terms: '文件路径的列表',
      allowTargets: '主机或网段的列表',
      stopAtFirst: 'true 或 false',
      concurrency: '1 到 256 的整数',
      timeout: '大于 0 的秒数',
      memory: '不小于 256 的整数（MB）',
      limits: '各项上限',
      'limits.ratio': '大于 0 的数',
      ...forLimits('正整数'),
    },
    unknownKey: '没有这个配置项，请核对拼写',
    mustBe: (name, expected) => `${name} 应为 ${expected}。`,
    fileError: code =>
      code === 'ENOENT' ? '找不到该文件' : code === 'EISDIR' ? '这是文件夹，不是文件' : `无法读取（${code}）`,
    notYaml: line => `不是有效的 YAML${line === undefined ? '' : `（第 ${line} 行）`}`,
    help: {
      usage: '用法：',
      arguments: '参数：',
      options: '选项：',
      commands: '命令：',
      display: '显示帮助',
      version: '显示版本号',
      choices: '可选',
      default: '默认',
    },
  },
  en: {
    commander: {
      'commander.unknownOption': subject => `there is no option ${subject}.`,
      'commander.unknownCommand': subject => `there is no command ${subject}.`,
      'commander.missingArgument': subject => `the argument <${subject}> is missing.`,
      'commander.missingMandatoryOptionValue': subject => `the option ${subject} is missing.`,
      'commander.optionMissingArgument': subject => `the option ${subject} needs a value.`,
      'commander.invalidArgument': subject => `the value of ${subject} is none of its choices.`,
      'commander.excessArguments': () => 'too many arguments.',
    },
    expected: {
      failOn: 'block or review',
      ocr: 'auto, paddle, tesseract, both or off',
      ocrModels: 'the path of a folder',
      packs: 'a list of pack names',
      terms: 'a list of file paths',
      allowTargets: 'a list of hosts or networks',
      stopAtFirst: 'true or false',
      concurrency: 'a whole number from 1 to 256',
      timeout: 'a number of seconds above 0',
      memory: 'a whole number of MB, at least 256',
      limits: 'limits by name',
      'limits.ratio': 'a number above 0',
      ...forLimits('a positive whole number'),
    },
    unknownKey: 'there is no such setting; check its spelling',
    mustBe: (name, expected) => `${name} must be ${expected}.`,
    fileError: code =>
      code === 'ENOENT'
        ? 'no such file'
        : code === 'EISDIR'
          ? 'this is a folder, not a file'
          : `cannot be read (${code})`,
    notYaml: line => `is not valid YAML${line === undefined ? '' : ` (line ${line})`}`,
    help: {
      usage: 'Usage:',
      arguments: 'Arguments:',
      options: 'Options:',
      commands: 'Commands:',
      display: 'show help',
      version: 'show the version',
      choices: 'choices',
      default: 'default',
    },
  },
}
