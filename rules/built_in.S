/* The rule files themselves, as read-only bytes between two labels each. */
    .section .rodata
    .balign 1

    .global bienveille_default_rules
    .global bienveille_default_rules_end
bienveille_default_rules:
    .incbin DEFAULT_RULES
bienveille_default_rules_end:

    .global bienveille_heatwave_rules
    .global bienveille_heatwave_rules_end
bienveille_heatwave_rules:
    .incbin HEATWAVE_RULES
bienveille_heatwave_rules_end:

    .global bienveille_rules_schema
    .global bienveille_rules_schema_end
bienveille_rules_schema:
    .incbin RULES_SCHEMA
bienveille_rules_schema_end:

    .section .note.GNU-stack,"",@progbits
