package io.sluice.gateway.litellm;

import java.util.Map;
import java.util.Set;

/**
 * The keys of LiteLLM's file, as its documentation has them (version 1.106): those that are carried, those that change
 * nothing here, and those that have no counterpart yet.
 */
final class Words {
    /** Whoever has one of these at the top is a file of LiteLLM's. */
    static final Set<String> MARKS = of("model_list litellm_settings router_settings general_settings");

    static final Section TOP = new Section("the file", of("""
                    model_list litellm_settings general_settings router_settings environment_variables credential_list
                    include"""), of(""), of("""
                    callback_settings guardrails policies policy_attachments mcp_servers mcp_tools vector_store_registry
                    search_tools prompts assistant_settings files_settings finetune_settings worker_registry"""));

    static final Section ROW = new Section("model_list", of("model_name litellm_params model_info"), of(""), of(""));

    static final Section LITELLM = new Section("litellm_settings", of("""
                    num_retries request_timeout fallbacks default_fallbacks context_window_fallbacks
                    content_policy_fallbacks drop_params"""), of("""
                    set_verbose json_logs telemetry suppress_debug_info request_correlation_in_logs
                    disable_aiohttp_transport disable_hf_tokenizer_download return_response_headers
                    enable_preview_features"""), of("""
                    callbacks success_callback failure_callback service_callback service_callbacks turn_off_message_logging
                    redact_user_api_key_info langfuse_default_tags store_audit_logs require_auth_for_metrics_endpoint
                    allowed_fails cooldown_time cache cache_params enable_redis_auth_cache modify_params
                    add_function_to_prompt enable_json_schema_validation disable_stop_sequence_limit
                    merge_reasoning_content_in_choices use_chat_completions_url_for_anthropic_messages
                    route_all_chat_openai_to_responses max_budget budget_duration max_internal_user_budget
                    internal_user_budget_duration default_max_internal_user_budget max_end_user_budget
                    max_end_user_budget_id max_ui_session_budget budget_reset_time timezone cost_discount_config
                    cost_margin_config disable_end_user_cost_tracking enable_end_user_cost_tracking_prometheus_only
                    default_key_generate_params upperbound_key_generate_params key_generation_settings
                    default_internal_user_params default_team_params default_team_settings
                    enable_key_alias_format_validation overwrite_user_with_key_hash force_ipv4 ssl_verify ssl_certificate
                    http2 user_url_validation user_url_allowed_hosts forward_traceparent_to_llm_provider guardrails
                    skip_system_message_in_guardrail skip_tool_message_in_guardrail mcp_aliases require_managed_files
                    public_model_groups tag_budget_config priority_reservation prometheus_metrics_config
                    prometheus_exclude_metrics prometheus_exclude_labels prometheus_metrics_max_series_per_metric
                    prometheus_metrics_ttl_seconds prometheus_initialize_budget_metrics
                    custom_prometheus_metadata_labels custom_prometheus_tags prometheus_emit_stream_label
                    global_prompt_directory budget_exceeded_status_code model_alias_map s3_callback_params
                    datadog_params"""));

    static final Section ROUTER = new Section("router_settings", of("""
                    routing_strategy model_group_alias num_retries retry_policy model_group_retry_policy timeout
                    stream_timeout fallbacks default_fallbacks context_window_fallbacks content_policy_fallbacks
                    default_litellm_params"""), of("""
                    client_ttl ignore_invalid_deployments set_verbose debug_level polling_interval redis_host redis_port
                    redis_password redis_db redis_url cache_kwargs"""), of("""
                    routing_strategy_args routing_groups retry_after allowed_fails allowed_fails_policy cooldown_time
                    disable_cooldowns max_fallbacks enable_weighted_failover enable_pre_call_checks optional_pre_call_checks
                    deployment_affinity_ttl_seconds model_group_affinity_config enable_tag_filtering
                    tag_filtering_match_any tag_routing_prefix provider_budget_config default_max_parallel_requests
                    default_priority cache_responses caching_groups enable_health_check_routing search_tools
                    guardrail_list"""));

    static final Section GENERAL =
            new Section("general_settings", of("master_key enforce_fallback_model_access"), of("""
                    database_connection_pool_limit database_connection_timeout database_connection_pool_timeout
                    database_connect_timeout database_socket_timeout database_statement_timeout database_lock_timeout
                    database_disable_prepared_statements database_extra_connection_params disable_prisma_schema_update
                    proxy_batch_write_at proxy_batch_polling_interval use_redis_transaction_buffer scheduled_job_stagger
                    proxy_budget_rescheduler_min_time proxy_budget_rescheduler_max_time user_api_key_cache_ttl
                    user_api_key_cache_max_size cancel_on_disconnect litellm_license disable_budget_reservation"""), of("""
                    database_url store_model_in_db supported_db_objects store_prompts_in_spend_logs disable_spend_logs
                    disable_error_logs disable_spend_updates disable_reset_budget maximum_spend_logs_retention_period
                    maximum_spend_logs_retention_interval custom_auth custom_auth_run_common_checks enable_jwt_auth
                    litellm_jwtauth enable_oauth2_auth enable_oauth2_proxy_auth oauth2_config_mappings
                    litellm_key_header_name allowed_ips use_x_forwarded_for mcp_trusted_proxy_ranges public_routes
                    admin_only_routes allowed_routes enforce_rbac role_permissions enforced_params enforce_user_param
                    reject_clientside_metadata_tags allow_client_side_credentials custom_key_generate custom_key_update
                    custom_key_policy service_account_settings custom_sso ui_access_mode disable_env_credential_login
                    max_failed_login_attempts max_failed_login_attempts_per_source failed_login_window_seconds
                    allow_requests_on_db_unavailable user_header_name user_header_mappings key_management_system
                    key_management_settings max_parallel_requests global_max_parallel_requests
                    max_in_flight_requests_per_worker max_queued_requests_per_worker admission_queue_timeout_seconds
                    max_request_size_mb max_response_size_mb max_file_size_mb allowed_file_extensions
                    token_rate_limit_type fail_closed_budget_enforcement enforce_fallback_budget
                    always_include_stream_usage sse_keepalive_ping_interval_seconds missing_session_id completion_model
                    embedding_model image_generation_model moderation_model infer_model_from_keys
                    forward_client_headers_to_llm_api forward_openai_org_id forward_llm_provider_auth_headers
                    pass_through_endpoints pass_through_request_timeout use_client_credentials_pass_through_routes
                    disable_responses_id_security allow_unmanaged_response_ids background_health_checks
                    health_check_interval health_check_details health_check_concurrency use_shared_health_check
                    enable_health_check_routing health_check_staleness_threshold health_check_ignore_transient_errors
                    background_health_check_model_groups enable_drain_endpoint drain_endpoint_token alerting
                    alerting_threshold alert_types alert_to_webhook_url alerting_args alert_type_config
                    spend_report_frequency"""));

    /** Of {@code litellm_params}; prices and what goes into the request are told apart elsewhere. */
    static final Section PARAMS = new Section("litellm_params", of("""
                    model api_key api_base base_url api_version organization custom_llm_provider litellm_credential_name
                    rpm tpm weight order timeout stream_timeout ttft_timeout stream_idle_timeout num_retries max_retries
                    drop_params region_name aws_access_key_id aws_secret_access_key aws_session_token aws_region_name
                    aws_bedrock_runtime_endpoint aws_role_name aws_session_name aws_profile_name aws_web_identity_token
                    aws_external_id vertex_project vertex_ai_project vertex_location vertex_ai_location
                    vertex_credentials tenant_id client_id client_secret azure_ad_token azure_username azure_password
                    azure_scope silent_model base_model max_output_tokens extra_headers extra_body"""), of("""
                    max_input_tokens tags tag_regex use_in_pass_through rust litellm_trace_id api_type mode id"""), of("""
                    itpm otpm max_parallel_requests keepalive_seconds allow_client_keepalive_override cooldown_time
                    max_budget budget_duration additional_drop_params allowed_openai_params modify_params
                    merge_reasoning_content_in_choices use_litellm_proxy configurable_clientside_auth_params
                    mock_response guardrails cache_control_injection_points complexity_router_config
                    adaptive_router_config auto_router_config auto_router_config_path auto_router_default_model
                    auto_router_embedding_model watsonx_region_name hf_model_name ssl_verify caching default_api_key_tpm_limit
                    default_api_key_rpm_limit"""));

    /** What a key's rights hang on; the rest of {@code model_info} is for people, or free. */
    static final Set<String> INFO_NOT_YET =
            of("access_groups team_id team_public_model_name tier supported_environments");

    /** How LiteLLM spreads calls, and the key of ours. */
    static final Map<String, String> STRATEGIES = Map.of(
            "simple-shuffle", "split",
            "latency-based-routing", "fastest",
            "least-busy", "least-busy",
            "usage-based-routing", "least-busy",
            "usage-based-routing-v2", "least-busy",
            "cost-based-routing", "cheapest");

    private Words() {}

    /**
     * The keys of a part of the file.
     *
     * @param name as the file has it
     * @param carried those that are read
     * @param same those without which nothing is other
     * @param notYet those that have no counterpart yet
     */
    record Section(String name, Set<String> carried, Set<String> same, Set<String> notYet) {
        /** Tells of every key of a map that is not carried. */
        void check(Node map, Notes notes) {
            map.members().forEach((key, value) -> {
                if (notYet.contains(key)) {
                    notes.notYet(value, name.equals(TOP.name()) ? key : name + "." + key);
                } else if (!carried.contains(key) && !same.contains(key)) {
                    notes.unknown(value, key, name, carried);
                }
            });
        }
    }

    private static Set<String> of(String words) {
        return words.isBlank() ? Set.of() : Set.of(words.strip().split("\\s+"));
    }
}
