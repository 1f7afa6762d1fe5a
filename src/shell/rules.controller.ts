import { Controller, Get, Header } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { RULES } from '../custody/rules/catalogue.js';
import type { Rule, ToldRule } from '../custody/rules/rule.js';

/** The catalogue this service judges by, for the console's page about it: the rules themselves need not be loaded. */
@ApiExcludeController()
@Controller('console/rules')
export class RulesController {
  @Get()
  @Header('cache-control', 'public, max-age=300')
  rules(): readonly ToldRule[] {
    return RULES.map(toldOf);
  }
}

function toldOf(rule: Rule): ToldRule {
  const { code, id, title, explanation, authority, severity, severities, innocent, closedBy } =
    rule;
  const told = { code, id, title, explanation, authority, severity, innocent, closedBy };
  return severities === undefined ? told : { ...told, severities };
}
