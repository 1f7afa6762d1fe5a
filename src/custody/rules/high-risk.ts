/** Sample list of conflict-affected areas. Replace it by a dated official one in the rule set. */
export const HIGH_RISK_COUNTRIES = ['AF', 'CD', 'CF', 'LY', 'ML', 'MM', 'SD', 'SO', 'SS', 'YE'];
