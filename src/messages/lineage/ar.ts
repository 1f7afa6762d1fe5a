import type { Message } from '../messages.js';
import type { lineage as english } from './en.js';

/** What is said of the lots that goods were made of, in Arabic. */
export const lineage: Readonly<Record<keyof typeof english, Message>> = {
  'lineage.title': 'السلسلة رسمًا: الدفعات وما آلت إليه',
  'lineage.picture': 'رسم الدفعات',
  'lineage.table': 'ما آلت إليه الدفعات',
  'lineage.from': 'من',
  'lineage.act': 'بماذا',
  'lineage.to': 'صارت',
  'lineage.gap': 'ثغرة',
  'lineage.nobody': 'لا أحد في السجل',
  'lineage.unchanged': {
    one: 'هي دفعة واحدة ({count}) لم تُقسم ولم تُدمج ولم تُحوَّل.',
    two: 'هما دفعتان ({count}) لم تُقسما ولم تُدمجا ولم تُحوَّلا.',
    few: 'هي {count} دفعات لم تُقسم ولم تُدمج ولم تُحوَّل.',
    other: 'هي {count} دفعة لم تُقسم ولم تُدمج ولم تُحوَّل.',
  },
  'lineage.tooMany': 'مع {count} دفعة لن يُظهر الرسم شيئًا؛ الجدول يذكرها كلها.',
  'lineage.own': 'بضاعة هذه الشحنة، ذات الإطار السميك:',
};
