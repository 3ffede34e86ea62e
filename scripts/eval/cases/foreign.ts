/** §6: classification schemes of other states and organisations. */
import type { Case, Expected, Format } from '../draft.ts'

const text: readonly Format[] = ['txt', 'html', 'docx', 'pdf']
const unicode: readonly Format[] = ['txt', 'html', 'docx']

const english = [
  'The river works remain on schedule, and the {second|third|final} stage will open in {spring|autumn}.',
  'Each district reports its progress to the council every {week|month|quarter}.',
  'The committee reviewed {11-90} applications and approved {2-10} of them.',
  'Travel between the two sites takes about {11-90} minutes by road.',
  'Staff should keep their training records up to date and report changes within {5|10|30} days.',
  'The budget for repairs was increased by {2-10} per cent after the last inspection.',
  'Visitors may park behind the library; the gate closes at {6|7|8} p.m.',
]
const titles = [
  'Progress report on {bridge|harbour|reservoir|railway} works',
  'Minutes of the {spring|autumn} meeting',
  'Notes on {water|energy|transport} supply',
  'Annual review {2027-2031}',
]

function group(
  id: string,
  expected: Expected,
  reason: string,
  marks: readonly string[],
  formats = text,
): Case {
  return {
    id,
    expected,
    reason,
    count: marks.length,
    formats,
    draft: (w, index) => ({
      title: w.fill(w.pick(titles)),
      top: [marks[index] ?? ''],
      body: w.sample(english, w.int(3, 5)).map(template => w.fill(template)),
    }),
  }
}

function sentences(id: string, reason: string, lines: readonly string[]): Case {
  return {
    id,
    expected: 'pass',
    reason,
    count: lines.length,
    formats: text,
    draft: (w, index) => ({
      title: w.fill(w.pick(titles)),
      body: [lines[index] ?? '', ...w.sample(english, 3).map(template => w.fill(template))],
    }),
  }
}

export const foreignCases: readonly Case[] = [
  group('US1', 'block', 'United States level or banner', [
    'TOP SECRET//SI//NOFORN',
    'SECRET//NOFORN',
    'TOP SECRET//SI/TK//NOFORN',
    'SECRET//REL TO USA, FVEY',
    'CONFIDENTIAL//NOFORN',
    'TOP SECRET',
    'SECRET',
    '//GBR SECRET',
    'SECRET//RD//NOFORN',
    'TOP SECRET//HCS//ORCON/NOFORN',
  ]),
  {
    id: 'US1',
    expected: 'block',
    reason: 'United States portion marks and authority block',
    count: 3,
    formats: text,
    draft: w => ({
      title: w.fill(w.pick(titles)),
      body: [
        `(${w.pick(['S', 'TS', 'S//NF'])}) ${w.fill(w.pick(english))}`,
        `(U) ${w.fill(w.pick(english))}`,
        `(C) ${w.fill(w.pick(english))}`,
        'Classified By: Director, Office of Plans',
        'Derived From: Multiple Sources',
        'Declassify On: 20450101',
      ],
    }),
  },
  group('US5', 'review', 'controlled unclassified information', [
    'CUI',
    'CUI//SP-PRVCY',
    'CONTROLLED//NOFORN',
    'FOR OFFICIAL USE ONLY',
    'U//FOUO',
    'CUI//FED ONLY',
  ]),
  group('US6', 'review', 'the enclosure was classified', [
    'UNCLASSIFIED WHEN CLASSIFIED ENCLOSURE IS REMOVED',
  ]),
  group('UK1', 'block', 'United Kingdom level', [
    'UK SECRET',
    'UK TOP SECRET',
    'TOP SECRET - UK EYES ONLY',
    'UK CONFIDENTIAL',
  ]),
  group('UK3', 'review', 'OFFICIAL-SENSITIVE', [
    'OFFICIAL-SENSITIVE',
    'OFFICIAL-SENSITIVE COMMERCIAL',
    'OFFICIAL - SENSITIVE',
  ]),
  group('NA1', 'block', 'NATO level', [
    'COSMIC TOP SECRET',
    'NATO SECRET',
    'NATO CONFIDENTIAL',
    'NATO RESTRICTED',
    'NATO SECRET ATOMAL',
  ]),
  group('EU1', 'block', 'EU level', [
    'RESTREINT UE/EU RESTRICTED',
    'SECRET UE/EU SECRET',
    'CONFIDENTIEL UE/EU CONFIDENTIAL',
    'TRES SECRET UE/EU TOP SECRET',
    'R-UE/EU-R',
  ]),
  group('EU1', 'review', 'EU distribution mark', ['LIMITE']),
  group('TLP1', 'block', 'TLP RED or AMBER', ['TLP:RED', 'TLP:AMBER', 'TLP:AMBER+STRICT', 'TLP: RED']),
  group('TLP1', 'review', 'TLP GREEN', ['TLP:GREEN']),
  group(
    'FR1',
    'block',
    'France',
    ['TRÈS SECRET', 'SECRET DÉFENSE', 'CONFIDENTIEL DÉFENSE', 'TRES SECRET DEFENSE'],
    unicode,
  ),
  group('FR1', 'review', 'France, restricted distribution', ['DIFFUSION RESTREINTE']),
  group('DE1', 'block', 'Germany', ['STRENG GEHEIM', 'GEHEIM', 'VS-VERTRAULICH']),
  group('DE1', 'review', 'Germany, VS-NfD', ['VS-NUR FÜR DEN DIENSTGEBRAUCH', 'VS-NfD'], unicode),
  group(
    'RU1',
    'block',
    'Russia',
    ['Совершенно секретно', 'Секретно', 'Особой важности', 'Секретно Экз. № 2'],
    unicode,
  ),
  group('RU1', 'review', 'Russia, official use', ['Для служебного пользования', 'ДСП'], unicode),
  {
    id: 'TW1',
    expected: 'block',
    reason: 'Taiwan level',
    count: 5,
    formats: unicode,
    draft: (w, index) => ({
      title: '關於河川整治工程之說明',
      top: [
        [
          '極機密　本件至民國120年12月31日解密',
          '絕對機密',
          '機密　附件抽存後解密',
          '機密等級：機密',
          '極機密',
        ][index] ?? '',
      ],
      body: [
        `本案自民國11${w.int(0, 9)}年起辦理，計畫經費${w.int(11, 90)}億元，工期${w.int(2, 6)}年。`,
        `經${w.int(2, 9)}次協調會議，用地取得已完成百分之${w.int(60, 95)}。`,
        '請各單位依限填報進度。',
      ],
    }),
  },
  {
    id: 'HK1',
    expected: 'block',
    reason: 'Hong Kong level',
    count: 2,
    formats: unicode,
    draft: (w, index) => ({
      title: '道路改善工程進度報告',
      top: [['絕對機密', '高度機密'][index] ?? ''],
      body: [
        `工程於${w.int(1, 12)}月展開，預計${w.int(2, 5)}年內完成。`,
        '承辦商已提交環境監察報告。',
        `現時共有${w.int(11, 90)}名工人在地盤工作。`,
      ],
    }),
  },
  sentences('US6-N', 'ordinary English', [
    'The client_secret and the NATO Secretary General were both mentioned in the talk.',
    'UNCLASSIFIED. Approved for public release; distribution is unlimited.',
    'The Secretary opened the secret garden in the park to visitors.',
    'Victoria keeps no secret recipe: everything is on the label.',
    'Please keep your password confidential and change it every year.',
    'The Secret Service museum is closed on Mondays.',
    'Store the API secret key in the environment, not in the code.',
    'The Official Journal publishes notices every day.',
  ]),
  group('TLP1-N', 'pass', 'TLP that releases freely', ['TLP:CLEAR', 'TLP:WHITE', 'TLP:CLEAR  UNCLASSIFIED']),
  group('UK3-N', 'pass', 'OFFICIAL needs no care on a portal', ['OFFICIAL']),
  sentences('DE1-N', 'ordinary words of other languages', [
    'Die Wahl ist frei, gleich und geheim.',
    'Le secret de la réussite est le travail.',
    'In US practice, papers are classified as confidential, secret or top secret.',
  ]),
]
