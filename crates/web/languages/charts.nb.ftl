# Charts and dashboards
