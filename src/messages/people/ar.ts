import type { Message } from '../messages.js';
import type { people as english } from './en.js';

/** Names of roles, and what a visitor of a rehearsal is told, in Arabic. */
export const people: Readonly<Record<keyof typeof english, Message>> = {
  'role.producer': 'منتج',
  'role.processor': 'معالج',
  'role.smelter': 'مصهر',
  'role.refiner': 'مصفّي معادن',
  'role.exporter': 'مصدِّر',
  'role.importer': 'مستورد',
  'role.carrier': 'ناقل',
  'role.warehouse': 'مستودع',
  'role.endUser': 'مستخدم نهائي',
  'role.customs': 'الجمارك',
  'role.inspector': 'مفتش',
  'role.registrar': 'مسجِّل',
  'role.auditor': 'مدقق',
  'role.prosecutor': 'النيابة',
  'rehearsal.note': 'ساعة العرض',
  'rehearsal.clock': 'عرض تجريبي: ساعته الخاصة عند {time}، واليوم هو {today}.',
  'rehearsal.title': 'هذا عرض تجريبي: تفضّل بالدخول',
  'rehearsal.intro': 'أطرافه وشحناته مختلقة، ويجوز لأي شخص أن يأخذ مفاتيحها. اختر من تريد أن تكون:',
  'rehearsal.task':
    'يرى المفتش التنبيهات: أي شحنة عليها علامة، ولماذا، والأدلة التي يفحصها هذا المتصفح. وهو يغلقها أيضًا.',
  'rehearsal.key': 'أو، في هذا العرض التجريبي، مفتاح',
};
