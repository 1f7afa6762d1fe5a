import type { Message } from '../messages.js';
import type { lineage as english } from './en.js';

/** What is said of lots, gaps, balances and the proof of each event, in Arabic. */
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
  'gap.closed': 'لا قيد طوال {duration}: من {from} إلى {to}.',
  'gap.open': 'لا قيد طوال {duration} حتى الآن: منذ {from}.',
  'gap.unknown': 'لا شيء في السجل يبيّن كم دامت.',
  'balance.share': ' ({percent} %)',
  'balance.allowed': 'لا تعترض أي قاعدة على هذه الكميات.',
  'balance.tolerance': '– المسموح به وفق القاعدة: {amount}',
  'balance.csv': 'احفظ الميزان (CSV)',
  'steps.title': {
    one: 'حدثًا حدثًا: حدث واحد ({count})',
    two: 'حدثًا حدثًا: حدثان ({count})',
    few: 'حدثًا حدثًا: {count} أحداث',
    other: 'حدثًا حدثًا: {count} حدثًا',
  },
  'steps.signature': 'التواقيع: {count}، بمفاتيح سُجّلت قبل ذلك ولم تُلغَ قبله',
  'steps.statement': 'البيان هو بيان القيد {index}',
  'steps.inclusion': 'قيده في السجل: البصمات المؤدية إلى الجذر: {count}',
  'steps.noWitness': 'لم يكن على شاهد يعرفه هذا المتصفح أن يوقّع على الحالة',
  'steps.unseen': 'لم يُتحقق منه',
  'steps.copyHash': 'انسخ البصمة',
  'steps.copyProof': 'انسخ البرهان',
  'steps.copied': 'نُسخ',
};
